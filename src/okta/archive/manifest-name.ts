/** The file name of an archive's manifest: hidden, for people look at the events. */
export const manifestName = '.oktahunt-archive.json';
