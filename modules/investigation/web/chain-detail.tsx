import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Picture } from './chain-picture.ts';

interface Props {
  readonly picture: Picture;
  readonly at: number | null;
  readonly onOpen: (id: string) => void;
  readonly onTurn: (at: number) => void;
  readonly onGo: (at: number) => void;
}

/** The case that was chosen in the picture, in words: also for those who hear it. */
export function ChainDetail({ picture, at, onOpen, onTurn, onGo }: Props) {
  const { t } = useTranslation('investigation');
  const { nodes, forest, below } = picture.plan;
  const node = at === null ? undefined : nodes[at];
  const named = (one: number): string => `#${nodes[one]?.serial ?? ''} ${nodes[one]?.name ?? ''}`.trim();
  const infector = at === null ? -1 : (forest.infector[at] ?? -1);
  const infected = at === null ? [] : (forest.infected[at] ?? []);
  return (
    <div className="iv-chosen" aria-live="polite">
      {at === null || !node ? (
        <span className="sh-quiet">{t('chains.press')}</span>
      ) : (
        <>
          <strong>{named(at)}</strong>
          <span>
            {t(`class.${node.classification}`)} · {t('field.onset')} {node.onset ?? '—'}
          </span>
          <span>{t('chains.infected', { direct: infected.length, all: below[at] ?? 0 })}</span>
          {infector >= 0 && (
            <Button size="small" onClick={() => onGo(infector)}>
              {t('chains.from', { name: named(infector) })}
            </Button>
          )}
          {infected.length > 0 && (
            <Button size="small" onClick={() => onTurn(at)}>
              {t(picture.folded.has(at) ? 'chains.unfold' : 'chains.fold')}
            </Button>
          )}
          <Button size="small" type="primary" onClick={() => onOpen(node.id)}>
            {t('chains.open')}
          </Button>
        </>
      )}
    </div>
  );
}
