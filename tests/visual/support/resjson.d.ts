/** String resources as bundled for the tests. */
declare module '*.resjson' {
  const values: Readonly<Record<string, string>>;
  export default values;
}
