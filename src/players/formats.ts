/** Formats of files with players; `sleeper` is a JSON file as well. */
export const FORMATS = ['csv', 'json', 'sleeper'] as const;
export type ImportFormat = (typeof FORMATS)[number];
