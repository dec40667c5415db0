import type { Point } from './map-geometry.ts';
import type { AreaMark } from './place-marks.ts';
import type { Outlines } from './use-outlines.ts';

/** An area as it is drawn: by its class of a rate, or plain. */
export interface DrawnArea {
  readonly code: string;
  /** Area whose figure it shows; it is chosen when this is clicked. */
  readonly chooses: string;
  /** Class of the rate from 0; null where there is no figure or counts are drawn. */
  readonly step: number | null;
  readonly missing: boolean;
}

/** A circle of a count, or the figure of a rate, with its place in degrees. */
export interface DrawnMark {
  readonly mark: AreaMark;
  readonly at: Point;
  readonly label: string;
  /** The area's name. */
  readonly title: string;
  /** Null: the figure alone, without a circle. */
  readonly radius: number | null;
}

/** Everything a map shows; drawn by MapLibre, or as SVG on paper and where WebGL is missing. */
export interface MapDrawing {
  readonly name: string;
  readonly outlines: Outlines;
  readonly areas: readonly DrawnArea[];
  readonly marks: readonly DrawnMark[];
  /** There is no room for every name: only the chosen area's stands on it. */
  readonly narrow: boolean;
  readonly selected: string | undefined;
  readonly pointed: string | null;
  readonly onPoint: (area: string | null) => void;
  readonly onChoose: (area: string) => void;
}
