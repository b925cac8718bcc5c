/** Saves what a visual exports, as the browser saves any download. */
import { h } from '../dom';

const mediaTypes: Readonly<Record<string, string>> = { csv: 'text/csv', txt: 'text/plain', json: 'application/json' };

/** Content that is not text arrives as Base64, as Power BI's download service takes it. */
export function saveFile(content: string, fileName: string, fileType: string): void {
  const kind = fileType.replace(/^\./, '').toLowerCase();
  const text = mediaTypes[kind];
  const part = text ? content : Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  const address = URL.createObjectURL(
    new Blob([part], { type: `${text ?? 'application/octet-stream'};charset=utf-8` }),
  );
  const link = h('a', { href: address, download: fileName });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
