// Golden pictures: each case as a drawing (its SVG, one element a line) and as a picture; compared, or renewed.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** Pixels of a picture that may differ in colour, anti-aliasing apart; a shifted label differs in some hundred. */
const mostPixels = 25;
/** Numbers of a drawing, rounded to whole pixels, may differ by this much. */
const mostRounding = 1;

const drawingFile = (name) => `${name}.svg.txt`;
const pictureFile = (name) => `${name}.png`;

/** What a reader sees or hears: kept to the letter. */
const label = /(aria-label="[^"]*")/;

/** Attributes with their numbers rounded, one element a line, and ids without the number that tells a case from those before it. */
function tidy(html) {
  const round = (text) => text.replace(/-?\d+\.\d+/g, (found) => String(Math.round(Number(found)) + 0));
  const roundTag = (tag) =>
    tag
      .split(label)
      .map((part) => (label.test(part) ? part : round(part)))
      .join('');
  const rounded = html.replace(/<[^>]*>/g, roundTag);
  return `${rounded.replace(/\bnps-\d+-/g, 'nps-').replaceAll('><', '>\n<')}\n`;
}

const number = /-?\d+/g;
/** The line without the numbers that may differ, and these. */
function split(line) {
  const parts = line.split(/(aria-label="[^"]*"|>.*$)/);
  const loose = parts.filter((_, index) => index % 2 === 0).join(' ');
  const fixed = parts.filter((_, index) => index % 2 === 1).join(' ');
  return { outline: `${fixed} ${loose.replace(number, '#')}`, numbers: (loose.match(number) ?? []).map(Number) };
}

/** Whether only coordinates differ, and only by rounding. */
function sameLine(a, b) {
  if (a === b) return true;
  const [before, now] = [split(a), split(b)];
  const close = (value, index) => Math.abs(value - now.numbers[index]) <= mostRounding;
  return before.outline === now.outline && before.numbers.every(close);
}

/** The first line that differs, as a complaint; null when none does. */
function differentDrawing(wanted, found) {
  const [a, b] = [wanted.split('\n'), found.split('\n')];
  const at = b.findIndex((line, index) => !sameLine(a[index] ?? '', line));
  if (at < 0) return a.length === b.length ? null : `the golden drawing has ${a.length} lines, this ${b.length}`;
  return `line ${at + 1} of the drawing is ${b[at]} and was ${a[at] ?? 'not there'}`;
}

function differentPicture(wanted, found, differenceFile) {
  const [a, b] = [PNG.sync.read(wanted), PNG.sync.read(found)];
  if (a.width !== b.width || a.height !== b.height)
    return `the picture is ${b.width} × ${b.height} and was ${a.width} × ${a.height}`;
  const difference = new PNG({ width: a.width, height: a.height });
  const pixels = pixelmatch(a.data, b.data, difference.data, a.width, a.height);
  if (pixels <= mostPixels) return null;
  writeFileSync(differenceFile, PNG.sync.write(difference));
  return `${pixels} pixels differ, expected at most ${mostPixels}`;
}

/** What differs between a case and its golden files, in words; writes what was found instead into `out`. */
export function differences(golden, { name, html, picture }, out) {
  const [drawingAt, pictureAt] = [drawingFile(name), pictureFile(name)].map((file) => path.join(golden, file));
  if (!existsSync(drawingAt) || !existsSync(pictureAt)) return [`${name} has no golden files`];
  const found = tidy(html);
  const faults = [
    differentDrawing(readFileSync(drawingAt, 'utf8'), found),
    differentPicture(readFileSync(pictureAt), picture, path.join(out, `${name}.difference.png`)),
  ].filter((fault) => fault !== null);
  if (faults.length) writeFileSync(path.join(out, drawingFile(name)), found);
  return faults.map((fault) => `${name}: ${fault}`);
}

/** Golden files that no case draws any more. */
function goneFrom(golden, drawn) {
  const known = new Set(drawn.flatMap(({ name }) => [drawingFile(name), pictureFile(name)]));
  return readdirSync(golden).filter((file) => !known.has(file));
}

/** Renews the golden files of the cases that differ; those within the tolerance stay. */
export function acceptGolden(golden, drawn, out) {
  mkdirSync(golden, { recursive: true });
  for (const file of goneFrom(golden, drawn)) rmSync(path.join(golden, file));
  for (const one of drawn) {
    if (!differences(golden, one, out).length) continue;
    writeFileSync(path.join(golden, drawingFile(one.name)), tidy(one.html));
    writeFileSync(path.join(golden, pictureFile(one.name)), one.picture);
  }
}

/**
 * Compares every case with its golden files. A golden case that is gone is a fault too.
 * @param drawn per case its name, its `html` and its `picture` as PNG.
 */
export function compareGolden(golden, drawn, out) {
  const found = drawn.map((one) => differences(golden, one, out));
  const gone = goneFrom(golden, drawn);
  return {
    passed: found.filter((faults) => !faults.length).length,
    complaints: [...found.flat(), ...gone.map((file) => `${file} is golden, but no case draws it`)],
  };
}
