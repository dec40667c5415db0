import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Problem } from '../contract.ts';
import { useDetailAddress } from './addresses.ts';
import { Past } from './past.tsx';
import { Section } from './section.tsx';
import { SourcesLine } from './source-line.tsx';

function ProblemRow({ problem }: { readonly problem: Problem }) {
  const { t } = useTranslation('resident-record');
  const addressOf = useDetailAddress();
  const [newest] = problem.sources;
  return (
    <li>
      <span className="record-row-main">
        {newest ? <Link to={addressOf(newest)}>{problem.name}</Link> : problem.name}
        {problem.code && <span className="sh-quiet"> {problem.code}</span>}
        {problem.unconfirmed && <span className="sh-quiet"> {t('unconfirmed')}</span>}
      </span>
      <SourcesLine sources={problem.sources} />
    </li>
  );
}

const Rows = ({ problems }: { readonly problems: readonly Problem[] }) => (
  <ul className="record-rows">
    {problems.map((one) => (
      <ProblemRow key={one.key} problem={one} />
    ))}
  </ul>
);

/** Conditions that last, each once, however many institutions told them; past ones below. */
export function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
  const { t } = useTranslation('resident-record');
  const [active, past] = [problems.filter(({ state }) => state === 'active'), problems.filter(({ state }) => state === 'past')];
  return (
    <Section title={t('section.problems')} count={active.length}>
      {active.length === 0 ? <p className="sh-quiet">{t('none.problems')}</p> : <Rows problems={active} />}
      <Past count={past.length}>
        <Rows problems={past} />
      </Past>
    </Section>
  );
}
