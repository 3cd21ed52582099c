/** Only a path of our own: never another site, also not by what browsers read as one (`//`, `/\`, controls). */
export function ownPath(given: unknown, otherwise: string): string {
  return typeof given === 'string' && /^\/(?![/\\])[\x20-\x5b\x5d-\x7e\u00a0-\uffff]*$/.test(given)
    ? given
    : otherwise
}
