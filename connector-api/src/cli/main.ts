#!/usr/bin/env node
/** The entry of `nps-dashboards`. */
import { runProgram } from './program';
import { createTerminal } from './terminal';

void runProgram(process.argv.slice(2), {
  environment: process.env,
  terminal: createTerminal({ out: process.stdout, err: process.stderr, now: Date.now }),
}).then((code) => {
  process.exitCode = code;
});
