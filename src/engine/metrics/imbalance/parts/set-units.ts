import { t } from '../../../language';

/** What a set of tags is of. */
export type SetUnit = 'row' | 'image';

/** What sets are of, in the plural. */
export const unitsOf = (unit: SetUnit): string => (unit === 'image' ? t('images') : t('rows'));
