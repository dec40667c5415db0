import { type AreaFigure, areaFigureId, areaMeasureSpecs } from '../contract.ts';
import { areaMeasureBase, extensions, systems, tags } from './identifiers.ts';
import type { Written } from './write-collections.ts';

/** Figures of areas as FHIR: a MeasureReport for each area, measure and day. */
export const areaFigureResources = (figures: readonly AreaFigure[]): readonly Written[] =>
  figures.map((figure) => ({
    resourceType: 'MeasureReport',
    id: areaFigureId(figure),
    ...(figure.evidence === 'synthetic' && { meta: { tag: [{ system: systems.tag, code: tags.synthetic }] } }),
    extension: [
      { url: extensions.evidence, valueCode: figure.evidence },
      ...(figure.source === null ? [] : [{ url: extensions.source, valueString: figure.source }]),
    ],
    status: 'complete',
    type: 'summary',
    measure: `${areaMeasureBase}${figure.measure}`,
    subject: { identifier: { system: figure.area.length === 9 ? systems.town : systems.area, value: figure.area } },
    period: { start: figure.asOf, end: figure.asOf },
    group: [{ measureScore: { value: figure.value, unit: areaMeasureSpecs[figure.measure].unit.en } }],
  }));
