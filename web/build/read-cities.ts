/** A city of the plans' area files with its county-level areas; those that only statistics know (市区, zones) have no outline. */
export interface City {
  readonly code: string;
  readonly counties: readonly { readonly code: string; readonly name: string }[];
}

interface Row {
  readonly code: string;
  readonly parent: string;
  readonly level: string;
  readonly name: string;
}

function rowsOf(csv: string): Row[] {
  const [head = '', ...lines] = csv.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = head.split(',');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const cells = line.split(',');
      const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
      return { code: cell('code'), parent: cell('parent'), level: cell('level'), name: cell('name_zh') };
    });
}

/** The cities an `areas.csv` names, each with every county that lies in it at whatever depth. */
export function readCities(csv: string): City[] {
  const rows = rowsOf(csv);
  const parents = new Map(rows.map(({ code, parent }) => [code, parent]));
  const liesIn = (code: string, city: string): boolean => {
    for (let at = parents.get(code); at; at = parents.get(at)) if (at === city) return true;
    return false;
  };
  return rows
    .filter(({ level }) => level === 'city')
    .map(({ code: city }) => ({
      code: city,
      counties: rows
        .filter(({ code, level }) => level === 'county' && liesIn(code, city))
        .map(({ code, name }) => ({ code, name })),
    }));
}
