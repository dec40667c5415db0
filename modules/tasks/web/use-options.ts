import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import type { Options } from '../contract.ts';

/** Departments, chapters, areas and people to choose from, and the names of departments by code. */
export function useOptions() {
  const language = useLanguage();
  const { data } = useApi<Options>('/api/tasks/options');
  const departments = new Map(data?.departments.map(({ code, name }) => [code, name[language]]));
  return { options: data, departmentName: (code: string): string => departments.get(code) ?? code };
}
