/** CRC-32 of two texts from those of each: what is packed once is not read again to be framed. */

/** The polynomial with its bits in reverse, as everywhere in gzip. */
const polynomial = 0xedb88320;

const timesX = (value: number): number => (value & 1 ? (value >>> 1) ^ polynomial : value >>> 1);

/**
 * The checksum of bytes with checksum `first`, followed by `length` bytes with checksum `second`: the first one, as a
 * polynomial, times x to the number of bits that follow, plus the second (Adler, `crc32_combine` of zlib).
 */
export function crc32OfBoth(first: number, second: number, length: number): number {
  let shifted = first;
  // Halving by division: a length may have more bits than the operators on bits take.
  for (let rest = length, power = ofOneByte; rest > 0; rest = Math.floor(rest / 2), power = product(power, power)) {
    if (rest % 2 === 1) shifted = product(shifted, power);
  }
  return (shifted ^ second) >>> 0;
}

/** x⁸: the highest bit stands for 1. */
const ofOneByte = 1 << (31 - 8);

/** The product of two polynomials, modulo the polynomial. */
function product(one: number, other: number): number {
  let sum = 0;
  let shifted = other;
  for (let bit = 31; bit >= 0; bit -= 1) {
    if ((one >>> bit) & 1) sum ^= shifted;
    shifted = timesX(shifted);
  }
  return sum;
}
