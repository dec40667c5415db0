import { formatDate } from '@songhua/ui/format.ts';
import type { Language } from '@songhua/ui/text.ts';
import type { TFunction } from 'i18next';
import type { Registration } from '../contract.ts';

type Said = Pick<Registration, 'name' | 'sex' | 'born'>;

/** Sex and day of birth in one line, as far as they are known. */
export const sayWho = (t: TFunction<'identity'>, language: Language, { sex, born }: Omit<Said, 'name'>): string =>
  [sex && t(`sex.${sex}`), born && formatDate(born, language)].filter(Boolean).join(' · ');

/** A name, or what stands for one. */
export const sayName = (t: TFunction<'identity'>, name: string): string => name || t('nameless');

/** Names of institutions, each once; of those without one the reference. */
export const sayInstitution = (institution: Registration['institution']): string | null =>
  institution && (institution.name ?? institution.reference);
