/** Which characters an OData identifier is made of (CSDL 4.01, section 17.2 SimpleIdentifier). */

const start = /[\p{L}\p{Nl}_]/u;
const part = /[\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}]/u;

export function isIdentifierStart(code: number): boolean {
  if (code < 128) return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
  return start.test(String.fromCodePoint(code));
}

export function isIdentifierPart(code: number): boolean {
  if (code < 128) return isIdentifierStart(code) || (code >= 48 && code <= 57);
  return part.test(String.fromCodePoint(code));
}
