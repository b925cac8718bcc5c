/** Loads every test of the visual for karma's one bundle. */
import './support/quiet';

/** Webpack's listing of modules. */
interface ModuleListing {
  (name: string): unknown;
  keys(): readonly string[];
}
declare const require: { context(folder: string, deep: boolean, names: RegExp): ModuleListing };

const tests = require.context('.', true, /\.test\.ts$/);
tests.keys().forEach(tests);
