/** `1 event`, `12 events`; for words that take an `s`. */
export const count = (number: number, word: string) =>
  `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`;
