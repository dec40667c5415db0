import { formatTime } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Note {
  readonly at: string;
  readonly by: string;
  readonly state: string;
  readonly note: string;
}

interface ReviewFormProps {
  /** Below `/api/administration`. */
  readonly path: string;
  readonly state: string;
  readonly states: readonly string[];
  /** Key of the states' words. */
  readonly words: 'objections' | 'anomalies';
  readonly notes: readonly Note[];
}

/** What reviewers said so far, and what one says now: a state and why. */
export function ReviewForm({ path, state, states, words, notes }: ReviewFormProps) {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { busy, post } = usePost();
  const [next, setNext] = useState(state);
  const [note, setNote] = useState('');
  const word = (one: string): string => t(`${words}.state.${one}`);
  return (
    <section className="administration-section">
      <h2>{t('review.title')}</h2>
      {notes.length === 0 && <p className="sh-quiet">{t('review.none')}</p>}
      <ol className="administration-notes">
        {notes.map((one) => (
          <li key={`${one.at} ${one.note}`}>
            <span className="sh-quiet">
              {formatTime(one.at, language)} {one.by} · {word(one.state)}
            </span>
            <br />
            {one.note}
          </li>
        ))}
      </ol>
      <label htmlFor="review-state" className="administration-label">
        {t('review.state')}
      </label>
      <Select
        id="review-state"
        value={next}
        popupMatchSelectWidth={false}
        options={states.map((value) => ({ value, label: word(value) }))}
        onChange={setNext}
      />
      <label htmlFor="review-note" className="administration-label">
        {t('review.note')}
      </label>
      <Input.TextArea id="review-note" rows={3} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
      <div className="administration-buttons">
        <Button
          type="primary"
          loading={busy}
          disabled={note.trim().length < 2}
          onClick={async () => {
            if (await post(`/api/administration${path}`, { state: next, note: note.trim() }, t('review.done'))) setNote('');
          }}
        >
          {t('review.save')}
        </Button>
      </div>
    </section>
  );
}
