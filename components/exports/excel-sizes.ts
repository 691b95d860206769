/** Rows of a sheet, without its header. */
export const maxSheetRows = 1_048_575;

/** Characters of a cell. */
export const maxCellCharacters = 32_767;
