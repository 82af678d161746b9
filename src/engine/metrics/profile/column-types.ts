import type { SemanticType, StorageType } from '../../profile';

/** Storage and semantic type per column, with the share of cells that agree. */
export interface ColumnTypes {
  readonly columns: readonly {
    readonly name: string;
    readonly type: StorageType;
    readonly semantic: SemanticType;
    /** 0..1 */
    readonly agreement: number;
    /** Up to 10 values that disagree, most frequent first. */
    readonly disagreeing: readonly { readonly value: string; readonly count: number }[];
  }[];
}
