import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { Button, Input, Switch } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewDetail } from '../contract.ts';
import { DeferButton } from './defer-button.tsx';
import { suggestReason } from './suggest-reason.ts';
import { useKeys } from './use-keys.ts';

type Outcome = 'link' | 'apart';

interface ReviewDecisionProps {
  readonly review: ReviewDetail;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onDecide: (outcome: Outcome, reason: string) => void;
  /** Lays it aside until a day, or has it wait again. */
  readonly onDefer: (until: string | null) => void;
  /** Null: there is none that way. */
  readonly onNext: (() => void) | null;
  readonly onBack: (() => void) | null;
}

/** One person, two, or later: by button or key, with a reason that begins with what the evidence says. */
export function ReviewDecision({ review, busy, error, onDecide, onDefer, onNext, onBack }: ReviewDecisionProps) {
  const { t } = useTranslation('identity');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [reason, setReason] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const isOpen = review.state === 'open';
  const isDrift = review.kind === 'drift';
  const keys = useMemo(() => {
    const choose = (next: Outcome) => () => {
      setOutcome(next);
      setReason(suggestReason(t, review.evidence, next));
    };
    return {
      ...(isOpen && { l: choose('link'), a: choose('apart') }),
      ...(onNext && { j: onNext }),
      ...(onBack && { k: onBack }),
    } as Readonly<Record<string, () => void>>;
  }, [isOpen, onNext, onBack, review, t]);
  const [keysOn, setKeysOn] = useKeys(keys);
  useEffect(() => {
    if (outcome) box.current?.querySelector('textarea')?.focus();
  }, [outcome]);
  const ready = outcome !== null && reason.trim().length >= 2 && !busy;
  const decide = () => {
    if (outcome && ready) onDecide(outcome, reason.trim());
  };
  const typed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      decide();
    }
    if (event.key === 'Escape') {
      event.stopPropagation();
      setOutcome(null);
    }
  };
  return (
    <div className="identity-decision sh-no-print" ref={box}>
      {Boolean(error) && <ProblemNotice error={error} />}
      <div className="sh-row">
        {isOpen &&
          (['link', 'apart'] as const).map((one) => (
            <Button
              key={one}
              type={outcome === one ? 'primary' : 'default'}
              aria-pressed={outcome === one}
              onClick={keys[one === 'link' ? 'l' : 'a']}
            >
              {t(isDrift ? `drift.${one}` : `decide.${one}`)} {keysOn && <kbd>{one === 'link' ? 'L' : 'A'}</kbd>}
            </Button>
          ))}
        {isOpen && <DeferButton deferred={review.deferred !== null} busy={busy} onDefer={onDefer} />}
        <Button disabled={!onNext} onClick={onNext ?? undefined}>
          {t('decide.next')} {keysOn && <kbd>J</kbd>}
        </Button>
        <Button disabled={!onBack} onClick={onBack ?? undefined}>
          {t('decide.back')} {keysOn && <kbd>K</kbd>}
        </Button>
        <label className="identity-keys" htmlFor="identity-keys">
          <Switch id="identity-keys" size="small" checked={keysOn} onChange={setKeysOn} /> {t('decide.keys')}
        </label>
      </div>
      {outcome && isOpen && (
        <div className="identity-reason">
          <label htmlFor="identity-reason">{t(`decide.reason-${outcome}`)}</label>
          <Input.TextArea
            id="identity-reason"
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={typed}
          />
          <div className="sh-row">
            <Button type="primary" disabled={!ready} loading={busy} onClick={decide}>
              {t(isDrift ? `drift.go-${outcome}` : `decide.go-${outcome}`)}
            </Button>
            <Button onClick={() => setOutcome(null)}>{t('cancel')}</Button>
            <span className="sh-quiet">{t('decide.enter')}</span>
          </div>
        </div>
      )}
    </div>
  );
}
