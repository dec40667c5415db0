import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { CourseDraft } from '../contract.ts';

const byAge = ['ages', 'admission', 'critical'] as const;
const durations = ['interval', 'delay', 'stay', 'before', 'icu', 'after'] as const;

const percent = (share: number): string => `${Number((share * 100).toFixed(1))}%`;

/** What a disease asks of hospitals, each figure with its source; what was not compared with it says so. */
export function CourseTable({ course }: { readonly course: CourseDraft }) {
  const { t } = useTranslation('surge');
  const language = useLanguage();
  const groups = course.from.map((from, at) => {
    const next = course.from[at + 1];
    return next === undefined ? `${from}+` : `${from}–${next - 1}`;
  });
  const said = (verified: boolean, source: string) => `${source} · ${t(verified ? 'course.verified' : 'course.unverified')}`;
  return (
    <details className="su-course">
      <summary>{t('course.title', { title: course.title[language] })}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="su-scroll" tabIndex={0} aria-label={t('course.title', { title: course.title[language] })}>
        <table className="su-table">
          <thead>
            <tr>
              <th scope="col">{t('course.figure')}</th>
              <th scope="col">{t('course.value')}</th>
              <th scope="col">{t('course.source')}</th>
            </tr>
          </thead>
          <tbody>
            {byAge.map((one) => (
              <tr key={one}>
                <th scope="row">{t(`course.${one}`)}</th>
                <td>{course[one].value.map((share, at) => `${groups[at]}: ${percent(share)}`).join(' · ')}</td>
                <td>{said(course[one].verified, course[one].source)}</td>
              </tr>
            ))}
            {durations.map((one) => (
              <tr key={one}>
                <th scope="row">{t(`course.${one}`)}</th>
                <td>{t('course.days', { mean: course[one].value.mean, deviation: course[one].value.deviation })}</td>
                <td>{said(course[one].verified, course[one].source)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
