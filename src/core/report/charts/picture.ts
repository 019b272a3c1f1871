import { count as countText, digits } from '../format.ts';
import { textWidth } from './heading.ts';
import { differenceColours, light, rampColours } from './palette.ts';
import { pngDataUri } from './png.ts';
import type { Spec } from './spec.ts';

const steps = 15;
const colours = rampColours(steps);
/** A picture has at most 16 colours. */
const stepsEachWay = 7;
const twoColours = differenceColours(stepsEachWay);

/** Cells from few (pale) to many (dark), on a logarithmic scale or a straight one; empty cells are transparent. */
export interface Picture {
  columns: number;
  rows: number;
  /** `values[row * columns + column]`, row 0 at the top. */
  values: Float64Array;
  greatest: number;
  /** `difference`: logarithmic to both sides of 0. */
  scale: 'logarithmic' | 'linear' | 'difference';
}

function stepOf(value: number, picture: Pick<Picture, 'greatest' | 'scale'>): number {
  if (picture.scale === 'difference') {
    const share = Math.log1p(Math.abs(value)) / Math.log1p(Math.max(1, picture.greatest));
    const step = Math.min(stepsEachWay, Math.ceil(share * stepsEachWay));
    return step === 0 ? 0 : value < 0 ? step : stepsEachWay + step;
  }
  if (!(value > 0)) return 0;
  const share =
    picture.scale === 'linear'
      ? value / picture.greatest
      : Math.log1p(value) / Math.log1p(Math.max(value, picture.greatest));
  return Math.max(1, Math.min(steps, Math.ceil(share * steps)));
}

/** The picture as an image that fills `width` x `height` pixels of the plotting area. */
export function pictureLayer(picture: Picture, width: number, height: number): Spec {
  const cells = Uint8Array.from(picture.values, (value) => stepOf(value, picture));
  const ramp = picture.scale === 'difference' ? twoColours : colours;
  const url = pngDataUri(picture.columns, picture.rows, cells, ramp);
  return imageLayer(url, 0, 0, width, height);
}

function imageLayer(url: string, x: number, y: number, width: number, height: number): Spec {
  return {
    data: { values: [{ url }] },
    mark: { type: 'image', width, height, align: 'left', baseline: 'top', aspect: false, smooth: false },
    encoding: { x: { value: x }, y: { value: y }, url: { field: 'url' } },
  };
}

const strip = 90;

/** Pixels from the left end of a legend to the right edge: what a heading beside it has to leave free. */
export function legendWidth(left: string, right: string): number {
  return textWidth(left) + strip + 10 + textWidth(right);
}

/** Strip of colours with its ends in words, on the line above the plotting area and flush with its right edge. */
export function rampLegend(
  picture: Pick<Picture, 'greatest' | 'scale'>,
  unit: string,
  width: number,
): Spec[] {
  const most = mostText(picture, unit);
  return stripLegend(picture.scale === 'linear' ? '> 0' : '1', most, upTo(steps), colours, width);
}

export function mostText({ greatest }: Pick<Picture, 'greatest'>, unit: string): string {
  return `${greatest < 10 ? digits(greatest, 2) : countText(greatest)} ${unit}`;
}

/** The strip of a difference: most to the left for `less`, most to the right for `more`. */
export function differenceLegend(less: string, more: string, width: number): Spec[] {
  const cells = [...upTo(stepsEachWay).reverse(), 0, ...upTo(stepsEachWay).map((i) => stepsEachWay + i)];
  return stripLegend(less, more, Uint8Array.from(cells), twoColours, width);
}

const upTo = (last: number) => Uint8Array.from({ length: last }, (_, i) => i + 1);

function stripLegend(
  left: string,
  rightText: string,
  cells: Uint8Array,
  ramp: typeof colours,
  width: number,
): Spec[] {
  const right = width - textWidth(rightText);
  const text = (content: string, x: number, align: string): Spec => ({
    data: { values: [{}] },
    mark: { type: 'text', text: content, align, baseline: 'middle', color: light.muted },
    encoding: { x: { value: x }, y: { value: -10 } },
  });
  return [
    text(left, right - strip - 10, 'right'),
    imageLayer(pngDataUri(cells.length, 1, cells, ramp), right - strip - 5, -14, strip, 8),
    text(rightText, right, 'left'),
  ];
}
