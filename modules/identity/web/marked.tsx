import { useTranslation } from 'react-i18next';
import { markDifferences } from './mark-differences.ts';

/** A text with the characters marked that another one beside it has not; read out as what differs. Of texts with little in common none is marked. */
export function Marked({ text, other }: { readonly text: string; readonly other: string | null }) {
  const { t } = useTranslation('identity');
  if (other === null || other === '' || text === other) return text;
  const pieces = markDifferences(text, other).one;
  const shared = pieces.filter(({ differs }) => !differs).reduce((sum, one) => sum + one.text.length, 0);
  if (shared * 4 < text.length) return text;
  return pieces.map(({ text: piece, differs }, at) =>
    differs ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces are in order and never moved
      <mark key={at} className="identity-differs" title={t('differs')}>
        {piece}
      </mark>
    ) : (
      piece
    ),
  );
}
