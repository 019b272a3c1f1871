import { count as countText } from '../format.ts';
import { textWidth } from './heading.ts';
import { light, rampColours } from './palette.ts';
import { pngDataUri } from './png.ts';
import type { Spec } from './spec.ts';

const steps = 15;
const colours = rampColours(steps);

/** Cells from few (pale) to many (dark), on a logarithmic scale or a straight one; empty cells are transparent. */
export interface Picture {
  columns: number;
  rows: number;
  /** `values[row * columns + column]`, row 0 at the top. */
  values: Float64Array;
  greatest: number;
  scale: 'logarithmic' | 'linear';
}

function stepOf(value: number, picture: Pick<Picture, 'greatest' | 'scale'>): number {
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
  const url = pngDataUri(picture.columns, picture.rows, cells, colours);
  return imageLayer(url, 0, 0, width, height);
}

function imageLayer(url: string, x: number, y: number, width: number, height: number): Spec {
  return {
    data: { values: [{ url }] },
    mark: { type: 'image', width, height, align: 'left', baseline: 'top', aspect: false, smooth: false },
    encoding: { x: { value: x }, y: { value: y }, url: { field: 'url' } },
  };
}

/** Strip of colours with its ends in words, on the line above the plotting area and flush with its right edge. */
export function rampLegend(
  picture: Pick<Picture, 'greatest' | 'scale'>,
  unit: string,
  width: number,
): Spec[] {
  const strip = 90;
  const most = `${countText(picture.greatest)} ${unit}`;
  const right = width - textWidth(most);
  const url = pngDataUri(
    steps,
    1,
    Uint8Array.from({ length: steps }, (_, i) => i + 1),
    colours,
  );
  const text = (content: string, x: number, align: string): Spec => ({
    data: { values: [{}] },
    mark: { type: 'text', text: content, align, baseline: 'middle', color: light.muted },
    encoding: { x: { value: x }, y: { value: -10 } },
  });
  return [
    text(picture.scale === 'linear' ? '> 0' : '1', right - strip - 10, 'right'),
    imageLayer(url, right - strip - 5, -14, strip, 8),
    text(most, right, 'left'),
  ];
}
