import type { Definitions, ElementDefinition } from '../definitions/types.ts';

/** How a value acts in operators: FHIR's primitives convert to these of the System namespace. */
export type Kind = 'boolean' | 'string' | 'integer' | 'decimal' | 'date' | 'dateTime' | 'time' | 'quantity' | 'complex';

/** One JSON property that an element may stand in: several for a choice of types. */
export interface Slot {
  readonly key: string;
  /** Where id and extensions of a primitive stand: `_birthDate`. */
  readonly extraKey: string;
  /** Null for a resource, which says itself what it is. */
  readonly shape: Shape | null;
  readonly member: string;
}

/** A type as the engine uses it. `slots` and `keys` are filled when first asked for. */
export interface Shape {
  readonly name: string;
  readonly namespace: 'FHIR' | 'System';
  readonly kind: Kind;
  readonly primitive: boolean;
  readonly ancestors: ReadonlySet<string>;
  /** By FHIRPath name; null until first used. */
  slots: ReadonlyMap<string, readonly Slot[]> | null;
  /** By JSON key. */
  keys: ReadonlyMap<string, Slot> | null;
}

export interface Model {
  readonly definitions: Definitions;
  readonly shapes: ReadonlyMap<string, Shape>;
}

const systemShape = (name: string, kind: Kind): Shape => ({
  name: `System.${name}`,
  namespace: 'System',
  kind,
  primitive: false,
  ancestors: new Set([name, 'Any']),
  slots: new Map(),
  keys: new Map(),
});

/** Types of the System namespace, by their name in it. */
export const system = {
  Boolean: systemShape('Boolean', 'boolean'),
  String: systemShape('String', 'string'),
  Integer: systemShape('Integer', 'integer'),
  Decimal: systemShape('Decimal', 'decimal'),
  Date: systemShape('Date', 'date'),
  DateTime: systemShape('DateTime', 'dateTime'),
  Time: systemShape('Time', 'time'),
  Quantity: systemShape('Quantity', 'quantity'),
} as const;

const kinds: Readonly<Record<string, Kind>> = {
  'System.Boolean': 'boolean',
  'System.Integer': 'integer',
  'System.Decimal': 'decimal',
  'System.Date': 'date',
  'System.DateTime': 'dateTime',
  'System.Time': 'time',
};

function buildModel(definitions: Definitions): Model {
  const shapes = new Map<string, Shape>();
  const shapeOf = (name: string): Shape | null => {
    const known = shapes.get(name);
    if (known) return known;
    const type = definitions.types.get(name);
    if (!type) return null;
    const base = type.base === undefined ? null : shapeOf(type.base);
    const ancestors = new Set([name, ...(base?.ancestors ?? [])]);
    const primitive = type.kind === 'primitive';
    // The published unsignedInt and positiveInt name System.String for their value; they are integers all the same.
    const whole = ancestors.has('integer');
    const kind: Kind = whole
      ? 'integer'
      : primitive
        ? (kinds[type.system ?? ''] ?? 'string')
        : ancestors.has('Quantity')
          ? 'quantity'
          : 'complex';
    const shape: Shape = { name, namespace: 'FHIR', kind, primitive, ancestors, slots: null, keys: null };
    shapes.set(name, shape);
    return shape;
  };
  for (const name of definitions.types.keys()) shapeOf(name);
  return { definitions, shapes };
}

const models = new WeakMap<Definitions, Model>();

/** The types of these definitions, built once for each. */
export function modelOf(definitions: Definitions): Model {
  const known = models.get(definitions);
  if (known) return known;
  const model = buildModel(definitions);
  models.set(definitions, model);
  return model;
}

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** A resource's id is of the type id; the published definition calls it string, the specification's text and cases do not. */
const typesOf = ({ path, types }: ElementDefinition): readonly string[] =>
  path === 'Resource.id' ? ['id'] : types.map(({ code }) => code);

function slotsOf(model: Model, element: ElementDefinition): Slot[] {
  const { name, choice } = element;
  const types = typesOf(element);
  const codes = types[0] === '*' ? [...model.shapes.keys()] : types;
  return codes.map((code) => {
    const key = choice ? name + capitalized(code) : name;
    const shape = model.shapes.get(code) ?? null;
    return { key, extraKey: `_${key}`, shape: shape?.ancestors.has('Resource') ? null : shape, member: name };
  });
}

function fill(model: Model, shape: Shape): void {
  const elements = model.definitions.types.get(shape.name)?.elements ?? [];
  // A primitive's value is the node itself, not a child.
  const children = elements.filter(({ name }) => !shape.primitive || name !== 'value');
  const entries = children.map((element) => [element.name, slotsOf(model, element)] as const);
  shape.slots = new Map(entries);
  shape.keys = new Map(
    entries.flatMap(([, slots]) =>
      slots.flatMap((slot) => [[slot.key, slot] as const, ...(slot.shape?.primitive ? [[slot.extraKey, slot] as const] : [])]),
    ),
  );
}

const none: ReadonlyMap<string, Slot> = new Map<string, Slot>();

/** Slots of an element of this type; undefined when the type has no such element. */
export function slotsNamed(model: Model, shape: Shape, name: string): readonly Slot[] | undefined {
  if (!shape.slots) fill(model, shape);
  return shape.slots?.get(name);
}

/** JSON properties of this type, each with what it means. */
export function keysOf(model: Model, shape: Shape): ReadonlyMap<string, Slot> {
  if (!shape.keys) fill(model, shape);
  return shape.keys ?? none;
}

/** The type of a resource by its own word; the abstract Resource when it is unknown. */
export function resourceShape(model: Model, value: unknown): Shape | null {
  const name = (value as { readonly resourceType?: unknown }).resourceType;
  const shape = typeof name === 'string' ? model.shapes.get(name) : undefined;
  return shape?.ancestors.has('Resource') ? shape : (model.shapes.get('Resource') ?? null);
}
