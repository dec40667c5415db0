export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** What is wrong with one value somebody gave: `line` counts from 1 in a file and is null elsewhere. */
export interface Fault {
  readonly line: number | null;
  readonly field: string;
  readonly rule: string;
  readonly value: string;
  readonly message: Text;
}

export type Value = number | boolean | string;

interface Named {
  readonly name: string;
  readonly label: Text;
  /** What it is counted in; null for a pure number or a choice. */
  readonly unit: Text | null;
}

export interface NumberParameter extends Named {
  readonly kind: 'number' | 'whole';
  readonly usual: number;
  readonly least: number;
  readonly most: number;
}
export interface YesNoParameter extends Named {
  readonly kind: 'yes-no';
  readonly usual: boolean;
}
export interface ChoiceParameter extends Named {
  readonly kind: 'choice';
  readonly usual: string;
  readonly choices: readonly string[];
}
export type Parameter = NumberParameter | YesNoParameter | ChoiceParameter;

/** Values of all parameters of a method. */
export interface Values {
  readonly number: (name: string) => number;
  readonly flag: (name: string) => boolean;
  readonly choice: <Choice extends string>(name: string, choices: readonly Choice[]) => Choice;
}

const fault = (field: string, rule: string, value: Value, zh: string, en: string): Fault => ({
  line: null,
  field,
  rule,
  value: String(value),
  message: { zh, en },
});

/** A value as the parameter wants it, or what is wrong; texts are read as numbers, `true` and `false`. */
function readValue(parameter: Parameter, given: Value): Value | Fault {
  const { name } = parameter;
  if (parameter.kind === 'choice') {
    if (typeof given === 'string' && parameter.choices.includes(given)) return given;
    const list = parameter.choices.join('、');
    return fault(name, 'choice', given, `应为 ${list} 之一`, `must be one of ${parameter.choices.join(', ')}`);
  }
  if (parameter.kind === 'yes-no') {
    if (given === true || given === 'true') return true;
    if (given === false || given === 'false') return false;
    return fault(name, 'yes-no', given, '应为 true 或 false', 'must be true or false');
  }
  const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (typeof number !== 'number' || !Number.isFinite(number)) return fault(name, 'number', given, '应为数值', 'must be a number');
  if (parameter.kind === 'whole' && !Number.isInteger(number))
    return fault(name, 'whole', given, '应为整数', 'must be a whole number');
  if (number < parameter.least || number > parameter.most) {
    const { least, most } = parameter;
    return fault(name, 'range', given, `应在 ${least} 至 ${most} 之间`, `must be from ${least} to ${most}`);
  }
  return number;
}

/** The values of a method's parameters: those given, the usual ones for the rest. Every fault is named, unknown names among them. */
export function readParameters(
  parameters: readonly Parameter[],
  given: Readonly<Record<string, Value>>,
): { readonly values: Values; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const read = new Map<string, Value>(parameters.map(({ name, usual }) => [name, usual]));
  for (const [name, value] of Object.entries(given)) {
    const parameter = parameters.find((one) => one.name === name);
    if (!parameter) {
      const names = parameters.map((one) => one.name).join(', ');
      faults.push(fault(name, 'unknown', value, `没有这个参数；可用：${names}`, `no such parameter; there are ${names}`));
      continue;
    }
    const found = readValue(parameter, value);
    if (typeof found === 'object') faults.push(found);
    else read.set(name, found);
  }
  const of = (name: string): Value => {
    const value = read.get(name);
    if (value === undefined) throw new Error(`the method has no parameter ${name}`);
    return value;
  };
  return {
    faults,
    values: {
      number: (name) => Number(of(name)),
      flag: (name) => of(name) === true,
      choice: (name, choices) => {
        const found = choices.find((one) => one === of(name));
        if (found === undefined) throw new Error(`${name} has no such choice`);
        return found;
      },
    },
  };
}
