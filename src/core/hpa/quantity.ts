/** Kubernetes quantities ("250m", "1.5", "128Mi", "2e3") as far as the autoscaler computes with them. */

/** `unscaled × 10^exponent`. */
type Decimal = { readonly unscaled: bigint; readonly exponent: number };

const decimalSuffixes: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const binarySuffixes: Readonly<Record<string, bigint>> = {
  Ki: 10n,
  Mi: 20n,
  Gi: 30n,
  Ti: 40n,
  Pi: 50n,
  Ei: 60n,
};
const pattern = /^([+-]?)(\d*)(?:\.(\d*))?(n|u|m||k|M|G|T|P|E|[KMGTPE]i|[eE][+-]?\d+)$/;

/** Smallest unit that a quantity can hold; anything finer is rounded away from zero to it. */
const nanoExponent = -9;
/** Digits that the controller keeps as they were written; longer numbers are rewritten in nano-units. */
const exactDigits = 18;

function decimalOf(text: string): Decimal {
  const match = pattern.exec(text.trim());
  const digits = `${match?.[2] ?? ''}${match?.[3] ?? ''}`;
  if (match === null || digits === '')
    throw new Error(
      `"${text}" is not a Kubernetes quantity, so its size is unknown; write a number with an optional unit, e.g. 250m, 0.5 or 128Mi`,
    );
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
  const magnitude = BigInt(whole + fraction);
  const signed = sign === '-' ? -magnitude : magnitude;
  const power = binarySuffixes[suffix];
  if (power !== undefined) {
    const scaled = { unscaled: signed << power, exponent: -fraction.length };
    return fraction === '' ? scaled : inNano(scaled);
  }
  const exponent = decimalSuffixes[suffix] ?? Number(suffix.slice(1));
  const decimal = { unscaled: signed, exponent: exponent - fraction.length };
  const written = whole.replace(/^0+/, '').length + fraction.length;
  return written > exactDigits || decimal.exponent < nanoExponent ? inNano(decimal) : decimal;
}

function inNano(decimal: Decimal): Decimal {
  return { unscaled: shifted(decimal, nanoExponent), exponent: nanoExponent };
}

/** The number in units of 10^exponent, rounded away from zero. */
function shifted(decimal: Decimal, exponent: number): bigint {
  const places = decimal.exponent - exponent;
  if (places >= 0) return decimal.unscaled * 10n ** BigInt(places);
  const divisor = 10n ** BigInt(-places);
  const whole = decimal.unscaled / divisor;
  if (decimal.unscaled % divisor === 0n) return whole;
  return whole + (decimal.unscaled < 0n ? -1n : 1n);
}

/**
 * A quantity in whole milli-units, fractions rounded away from zero as the controller does: "250m" → 250, "1" → 1000,
 * "123456789n" → 124. Throws on text that is no quantity.
 */
export function milliOf(quantity: string): number {
  return Number(shifted(decimalOf(quantity), -3));
}

/**
 * A quantity as the double that the controller compares with: digits × power of ten in floating point, so "0.57" is
 * 0.5700000000000001. A plain number is taken in milli-units, as the API server stores what a person wrote.
 */
export function approximateDouble(quantity: string | number): number {
  const decimal = typeof quantity === 'number' ? storedForm(quantity) : decimalOf(quantity);
  const base = Number(decimal.unscaled);
  return decimal.exponent === 0 ? base : base * Number(`1e${decimal.exponent}`);
}

/** The API server rewrites a number with the largest unit that leaves no fraction: 0.3 becomes 300m. */
function storedForm(value: number): Decimal {
  const decimal = decimalOf(String(value));
  for (const exponent of [0, -3, -6, nanoExponent]) {
    const unscaled = shifted(decimal, exponent);
    const exact =
      exponent <= decimal.exponent ||
      unscaled * 10n ** BigInt(exponent - decimal.exponent) === decimal.unscaled;
    if (exact) return { unscaled, exponent };
  }
  return inNano(decimal);
}
