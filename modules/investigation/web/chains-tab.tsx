import { buildForest, layOutChains } from '@songhua/engine-outbreak';
import { useAddress } from '@songhua/ui/address.ts';
import { save, toCsv } from '@songhua/ui/chart-file.ts';
import { ChartTableView } from '@songhua/ui/chart-table.tsx';
import { formatNumber } from '@songhua/ui/format.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTheme } from '@songhua/ui/theme.tsx';
import { Button, Segmented } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Chains } from '../contract.ts';
import { drawChains, nodeAt, type Picture, type Sight } from './draw-chains.ts';
import type { TabProps } from './tab-props.ts';

const dayOf = (day: string): number => Math.floor(Date.parse(day) / 86_400_000);
const daySaid = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** Chains laid out on days, the first of them at 0. */
function pictureOf({ nodes, pairs }: Chains, q: string): { picture: Picture; first: number; last: number } {
  const onsets = nodes.flatMap(({ onset }) => (onset === null ? [] : [dayOf(onset)]));
  const first = onsets.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  const start = Number.isFinite(first) ? first : 0;
  const cases = nodes.map(({ id, onset }) => ({ id, onset: onset === null ? null : dayOf(onset) - start }));
  const forest = buildForest(cases, pairs);
  const spokenIds = new Set(pairs.flatMap(({ infectee, by }) => (by === 'person' ? [infectee] : [])));
  const at = (test: (node: Chains['nodes'][number]) => boolean) =>
    new Set(nodes.flatMap((node, index) => (test(node) ? [index] : [])));
  const layout = layOutChains(forest, { step: 5, start: 0 });
  const picture = {
    ...{ layout, nodes, infector: forest.infector, spoken: at(({ id }) => spokenIds.has(id)) },
    found: q === '' ? new Set<number>() : at(({ name, serial }) => (name?.includes(q) ?? false) || `#${serial}` === q),
  };
  return { picture, first: start, last: onsets.reduce((most, one) => Math.max(most, one), start) };
}

/** The picture: dragged to move, wheel or buttons to zoom, a press opens the case. */
function ChainCanvas({
  chains,
  q,
  onOpen,
}: {
  readonly chains: Chains;
  readonly q: string;
  readonly onOpen: (id: string) => void;
}) {
  const { t } = useTranslation('investigation');
  const { palette } = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  const [width, setWidth] = useState(0);
  const [sight, setSight] = useState<Sight | null>(null);
  const height = 420;
  const { picture, first, last } = useMemo(() => pictureOf(chains, q), [chains, q]);
  const whole = useCallback((): Sight => {
    const day = Math.max(2, Math.min(40, (width - 80) / Math.max(1, last - first)));
    return { day, row: 22, left: 30, top: 30 };
  }, [first, last, width]);
  useEffect(() => {
    const box = canvas.current?.parentElement;
    if (!box) return;
    const sizes = new ResizeObserver(() => setWidth(box.clientWidth));
    sizes.observe(box);
    return () => sizes.disconnect();
  }, []);
  const now = sight ?? whole();
  useEffect(() => {
    const on = canvas.current?.getContext('2d');
    if (!on || width === 0) return;
    const scale = window.devicePixelRatio || 1;
    on.canvas.width = width * scale;
    on.canvas.height = height * scale;
    on.setTransform(scale, 0, 0, scale, 0, 0);
    drawChains(on, { width, height }, now, picture, palette);
    on.fillStyle = palette.quiet;
    const step = Math.max(1, Math.ceil(90 / now.day));
    for (let day = 0; day <= last - first + step; day += step) on.fillText(daySaid(first + day), now.left + day * now.day, 12);
  }, [first, last, now, palette, picture, width]);
  const zoom = (by: number) =>
    setSight({
      day: Math.max(0.5, Math.min(200, now.day * by)),
      row: Math.max(2, Math.min(60, now.row * by)),
      left: width / 2 - (width / 2 - now.left) * by,
      top: 30 - (30 - now.top) * by,
    });
  return (
    <div>
      <div className="sh-row iv-bar sh-no-print">
        <Button size="small" onClick={() => zoom(1.4)}>
          {t('chains.closer')}
        </Button>
        <Button size="small" onClick={() => zoom(1 / 1.4)}>
          {t('chains.farther')}
        </Button>
        <Button size="small" onClick={() => setSight(null)}>
          {t('chains.whole')}
        </Button>
        <Button size="small" onClick={() => canvas.current?.toBlob((blob) => blob && save(`${t('tab.chains')}.png`, blob))}>
          PNG
        </Button>
      </div>
      <div className="iv-canvas">
        <canvas
          ref={canvas}
          role="img"
          aria-label={t('chains.picture', { cases: chains.nodes.length, pairs: chains.pairs.length })}
          style={{ width: '100%', height }}
          onPointerDown={({ clientX: x, clientY: y }) => {
            drag.current = { x, y, moved: false };
          }}
          onPointerMove={({ clientX: x, clientY: y }) => {
            const from = drag.current;
            if (!from || Math.abs(x - from.x) + Math.abs(y - from.y) < 4) return;
            setSight({ ...now, left: now.left + x - from.x, top: now.top + y - from.y });
            drag.current = { x, y, moved: true };
          }}
          onPointerUp={({ clientX, clientY }) => {
            const box = canvas.current?.getBoundingClientRect();
            const hit = box && !drag.current?.moved ? nodeAt(now, picture, clientX - box.left, clientY - box.top) : null;
            drag.current = null;
            const id = hit === null ? undefined : chains.nodes[hit]?.id;
            if (id) onOpen(id);
          }}
          onPointerLeave={() => {
            drag.current = null;
          }}
          onWheel={({ deltaY }) => zoom(deltaY < 0 ? 1.15 : 1 / 1.15)}
        />
      </div>
      <p className="sh-quiet">{t('chains.legend')}</p>
    </div>
  );
}

/** Who infected whom: proposed from contacts, settled by people, with what is wrong and the figures that follow. */
export default function ChainsTab({ view }: TabProps) {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const navigate = useNavigate();
  const { get } = useAddress();
  const [shown, setShown] = useState<'picture' | 'table'>('picture');
  const base = `/outbreaks/${view.outbreak.id}`;
  const { data, error } = useApi<Chains>(`/api/investigation${base}/chains`);
  if (!data) return error ? <ProblemNotice error={error} /> : <div className="sh-skeleton iv-skeleton" />;
  const nameOf = new Map(data.nodes.map(({ id, serial, name }) => [id, `#${serial} ${name ?? ''}`.trim()]));
  const onsetOf = new Map(data.nodes.map(({ id, onset }) => [id, onset]));
  const said = (value: number | null) => (value === null ? '—' : formatNumber(value, 2, language));
  const table = {
    columns: [t('chains.infectee'), t('field.onset'), t('chains.infector'), t('chains.by')].map((title) => ({ title })),
    rows: data.pairs.map(({ infector, infectee, by }) => [
      nameOf.get(infectee) ?? '',
      onsetOf.get(infectee) ?? null,
      nameOf.get(infector) ?? '',
      t(`chains.${by}`),
    ]),
  };
  return (
    <section aria-label={t('tab.chains')}>
      <div className="sh-row iv-bar">
        <Segmented<'picture' | 'table'>
          size="small"
          aria-label={t('chains.view')}
          value={shown}
          options={(['picture', 'table'] as const).map((value) => ({ value, label: t(`chains.as-${value}`) }))}
          onChange={setShown}
        />
        <SearchBox label={t('chains.search')} className="iv-filter" />
        <Button
          size="small"
          onClick={() => save(`${t('tab.chains')}.csv`, new Blob([toCsv(table)], { type: 'text/csv;charset=utf-8' }))}
        >
          CSV
        </Button>
      </div>
      {data.more && <p className="sh-quiet">{t('chains.more')}</p>}
      {shown === 'picture' ? (
        <ChainCanvas
          chains={data}
          q={get('q') ?? ''}
          onOpen={(id) => void navigate(`/investigation${base}/cases/${id}?tab=chains`)}
        />
      ) : (
        <ChartTableView name={t('tab.chains')} table={table} />
      )}
      <dl className="iv-facts">
        {[
          ['chains.serial', `${said(data.serialInterval.mean)} (${said(data.serialInterval.deviation)})`],
          ['chains.median', said(data.serialInterval.median)],
          ['chains.offspring', said(data.offspring.mean)],
          ['chains.dispersion', said(data.offspring.dispersion)],
          ['chains.generations', data.generations.join(' → ')],
        ].map(([key, value]) => (
          <div key={key}>
            <dt>{t(String(key))}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {data.faults.length > 0 && (
        <>
          <h2>{t('chains.faults', { count: data.faults.length })}</h2>
          <ul>
            {data.faults.slice(0, 100).map((one) => (
              <li key={`${one.infector} ${one.infectee} ${one.kind}`}>
                {nameOf.get(one.infector)} → {nameOf.get(one.infectee)}: {t(`fault.${one.kind}`, { days: one.days ?? '—' })}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
