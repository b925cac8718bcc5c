/** Starts the preview in the page. */
import { createApp } from './app';
import { previewApi } from './api';

const root = document.getElementById('app');
if (!root) throw new Error('The page has no element #app.');
createApp(
  root,
  previewApi((input, init) => window.fetch(input, init)),
).start();
