import { save } from '@songhua/ui/chart-file.ts';
import { useTheme } from '@songhua/ui/theme.tsx';
import { Button, Checkbox, Select } from 'antd';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chains } from '../contract.ts';
import { ChainDetail } from './chain-detail.tsx';
import { findNodes, firstFolding, openTo, pictureOf, planChains, stepTo, turn } from './chain-picture.ts';
import { chainsAsSvg } from './chain-svg.ts';
import { drawChains, headHeight, nodeAt, type Sight, wholeSight, zoomed } from './draw-chains.ts';

interface Props {
  readonly chains: Chains;
  readonly q: string;
  readonly onOpen: (id: string) => void;
}

const arrows = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];

/** The picture: dragged to move, Ctrl and wheel or buttons to zoom, a press or arrow keys choose a case; what is folded opens by hand or by a search. */
export function ChainCanvas({ chains, q, onOpen }: Props) {
  const { t } = useTranslation('investigation');
  const { palette } = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  const [width, setWidth] = useState(0);
  const [sight, setSight] = useState<Sight | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const plan = useMemo(() => planChains(chains), [chains]);
  const [asked, setFolding] = useState(() => firstFolding(plan));
  const folding = useMemo(() => ({ ...asked, depth: Math.min(asked.depth, Math.max(0, plan.generations - 1)) }), [asked, plan]);
  const picture = useMemo(() => pictureOf(plan, folding), [plan, folding]);
  const found = useMemo(() => findNodes(plan, q), [plan, q]);
  const [reached, setReached] = useState(-1);
  const height = chains.nodes.length > 100 ? 560 : 420;
  const size = useMemo(() => ({ width, height }), [width, height]);
  const now = sight ?? wholeSight(picture, size);

  useEffect(() => {
    const box = canvas.current?.parentElement;
    if (!box) return;
    const sizes = new ResizeObserver(() => setWidth(box.clientWidth));
    sizes.observe(box);
    return () => sizes.disconnect();
  }, []);
  useEffect(() => {
    const on = canvas.current;
    if (!on || width === 0) return;
    const scale = window.devicePixelRatio || 1;
    on.width = width * scale;
    on.height = height * scale;
    on.getContext('2d')?.setTransform(scale, 0, 0, scale, 0, 0);
  }, [width, height]);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const on = canvas.current?.getContext('2d');
      if (on && width > 0) drawChains(on, size, now, picture, { chosen, found: new Set(found) }, palette);
    });
    return () => cancelAnimationFrame(frame);
  }, [chosen, found, now, palette, picture, size, width]);

  const zoom = useCallback(
    (by: number, point = { x: width / 2, y: height / 2 }) => setSight(zoomed(now, by, point)),
    [height, now, width],
  );
  useEffect(() => {
    const on = canvas.current;
    // A listener of React's cannot keep the browser from enlarging the page; without Ctrl the wheel is the page's own.
    const turned = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, { x: event.offsetX, y: event.offsetY });
    };
    on?.addEventListener('wheel', turned, { passive: false });
    return () => on?.removeEventListener('wheel', turned);
  }, [zoom]);

  /** Brings a case into the middle, opened and large enough to be read. */
  const goTo = useCallback(
    (at: number) => {
      const to = openTo(plan, picture, folding, at);
      const { layout } = pictureOf(plan, to);
      setFolding(to);
      setChosen(at);
      const [day, row] = [Math.max(8, now.day), Math.max(18, now.row)];
      const [x, y] = [layout.x[at] ?? 0, layout.row[at] ?? 0];
      setSight({ day, row, left: width / 2 - x * day, top: headHeight + (height - headHeight) / 2 - y * row });
    },
    [folding, height, now, picture, plan, width],
  );
  const next = (): void => {
    const at = (reached + 1) % found.length;
    setReached(at);
    goTo(found[at] ?? 0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    if (key === '+' || key === '=') zoom(1.4);
    else if (key === '-') zoom(1 / 1.4);
    else if (key === 'Enter' && chosen !== null) onOpen(plan.nodes[chosen]?.id ?? '');
    else if (key === ' ' && chosen !== null) setFolding(turn(folding, chosen));
    else if (arrows.includes(key)) goTo(chosen === null ? (picture.shown[0] ?? 0) : stepTo(picture, chosen, key));
    else return;
    event.preventDefault();
  };
  const fold = (to: Partial<typeof folding>): void => {
    setFolding({ ...folding, turned: new Set(), ...to });
    setSight(null);
  };
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
        <Select
          size="small"
          aria-label={t('chains.depth')}
          value={folding.depth}
          options={Array.from({ length: Math.max(1, plan.generations) }, (_, depth) => ({
            value: depth,
            label: t('chains.until', { count: depth + 1 }),
          }))}
          onChange={(depth) => fold({ depth })}
        />
        <Checkbox checked={folding.lone} onChange={({ target }) => fold({ lone: target.checked })}>
          {t('chains.lone')}
        </Checkbox>
        {q !== '' && (
          <Button size="small" disabled={found.length === 0} onClick={next}>
            {t('chains.next', { at: reached < 0 ? 0 : Math.min(reached + 1, found.length), of: found.length })}
          </Button>
        )}
        <Button size="small" onClick={() => canvas.current?.toBlob((blob) => blob && save(`${t('tab.chains')}.png`, blob))}>
          PNG
        </Button>
        <Button
          size="small"
          onClick={() => save(`${t('tab.chains')}.svg`, new Blob([chainsAsSvg(picture, palette)], { type: 'image/svg+xml' }))}
        >
          SVG
        </Button>
      </div>
      <p className="sh-quiet">{t('chains.shown', { shown: picture.shown.length, of: chains.nodes.length })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk the chains */}
      <section className="iv-canvas" tabIndex={0} aria-label={t('chains.keys')} onKeyDown={onKeyDown}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={t('chains.picture', { cases: chains.nodes.length, pairs: chains.pairs.length })}
          style={{ width: '100%', height }}
          onPointerDown={({ clientX: x, clientY: y, currentTarget, pointerId }) => {
            currentTarget.setPointerCapture(pointerId);
            drag.current = { x, y, moved: false };
          }}
          onPointerMove={({ clientX: x, clientY: y, nativeEvent, currentTarget }) => {
            const from = drag.current;
            if (!from) {
              const over = nodeAt(now, picture, nativeEvent.offsetX, nativeEvent.offsetY);
              const node = over === null ? undefined : plan.nodes[over];
              currentTarget.title = node ? `#${node.serial} ${node.name ?? ''} ${node.onset ?? ''}`.trim() : '';
              return;
            }
            if (Math.abs(x - from.x) + Math.abs(y - from.y) < 4) return;
            setSight({ ...now, left: now.left + x - from.x, top: now.top + y - from.y });
            drag.current = { x, y, moved: true };
          }}
          onPointerUp={({ nativeEvent }) => {
            if (!drag.current?.moved) setChosen(nodeAt(now, picture, nativeEvent.offsetX, nativeEvent.offsetY));
            drag.current = null;
          }}
          onPointerCancel={() => {
            drag.current = null;
          }}
          onDoubleClick={({ nativeEvent }) => zoom(1.8, { x: nativeEvent.offsetX, y: nativeEvent.offsetY })}
        />
      </section>
      <ChainDetail picture={picture} at={chosen} onOpen={onOpen} onTurn={(at) => setFolding(turn(folding, at))} onGo={goTo} />
      <p className="sh-quiet">{t('chains.legend')}</p>
    </div>
  );
}
