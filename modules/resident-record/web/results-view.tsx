import { useAddress } from '@songhua/ui/address.ts';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { Empty } from '@songhua/ui/table-states.tsx';
import { useTranslation } from 'react-i18next';
import type { LatestResult, Results } from '../contract.ts';
import { CutNote } from './cut-note.tsx';
import { DayField } from './day-field.tsx';
import { isOutside } from './marks.tsx';
import { MeasurementPicker } from './measurement-picker.tsx';
import { ResultChart } from './result-chart.tsx';
import { timeSpan } from './result-option.ts';
import { TextResults } from './text-results.tsx';
import './results.css';
import './timeline.css';

/** So many are drawn at once; more charts than these nobody compares. */
const most = 8;

/** What is drawn before anybody chose: what lies outside its range now and has a course, else the first that has one. */
function firstChoice(latest: readonly LatestResult[]): readonly string[] {
  const drawn = latest.filter(({ points }) => points.length > 1);
  const outside = drawn.filter(({ interpretation }) => isOutside(interpretation));
  return (outside.length > 0 ? outside.slice(0, 2) : (drawn.length > 0 ? drawn : latest).slice(0, 1)).map(({ key }) => key);
}

interface ResultsViewProps {
  readonly path: string;
  readonly latest: readonly LatestResult[];
  /** Whose, where the address does not say it. */
  readonly fixed?: Readonly<Record<string, string | undefined>>;
}

/** Results over time: chosen from the list, one chart each over one axis of time, kept in the address. */
export default function ResultsView({ path, latest, fixed = {} }: ResultsViewProps) {
  const { t } = useTranslation('resident-record');
  const { get, set } = useAddress();
  const chosen = (get('codes')?.split(',') ?? firstChoice(latest)).slice(0, most);
  const filter = { ...fixed, codes: chosen.join(','), from: get('from'), until: get('until') };
  const results = useApi<Results>(path, filter, { stays: true });
  return (
    <Loaded query={results} rows={10}>
      {({ measurements, series, texts, cut }) => {
        const span = timeSpan(series);
        return (
          <div className="record-results">
            <MeasurementPicker
              measurements={measurements}
              latest={latest}
              chosen={chosen}
              most={most}
              onChange={(codes) => set({ codes: codes.join(',') || null })}
            />
            <div className="record-charts">
              <div className="record-filters sh-no-print">
                <DayField name="from" label={t('timeline.from')} />
                <DayField name="until" label={t('timeline.until')} />
                <ExportLinks path={`${path}/export`} query={filter} />
              </div>
              {measurements.length === 0 && <Empty>{t('none.results')}</Empty>}
              {measurements.length > 0 && series.length === 0 && texts.length === 0 && <Empty>{t('result.nothing')}</Empty>}
              {series.map((one) => (
                <ResultChart key={`${one.key} ${one.unit}`} series={one} span={span} />
              ))}
              <TextResults texts={texts} />
              <CutNote cut={cut} />
            </div>
          </div>
        );
      }}
    </Loaded>
  );
}
