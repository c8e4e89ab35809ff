/** The file name of an archive's manifest; hidden, since people want to see the events. */
export const manifestName = '.oktahunt-archive.json';
