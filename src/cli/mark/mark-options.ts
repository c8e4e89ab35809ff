/** The options of `mark` as given. */
export interface MarkFlags {
  readonly from: string;
  readonly note?: string;
  readonly by?: string;
  readonly file: string;
}
