/** Style sheets as bundled for the tests: their text when made a string. */
declare module '*.less' {
  const sheet: { toString(): string };
  export default sheet;
}
