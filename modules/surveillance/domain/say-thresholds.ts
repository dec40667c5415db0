import type { ThresholdSet } from '@songhua/engine-outbreak/fusion/thresholds.ts';
import type { Text } from '@songhua/kernel';

const ofSoftware: Text = {
  zh: '本系统所设：《传染病疫情预警管理办法（试行）》列出四级，分级标准另有文件，未找到公开文本；数值为本系统自定。',
  en: 'This project’s: 《传染病疫情预警管理办法（试行）》 names four levels and leaves their criteria to another document, which was not found; the numbers are ours.',
};

/** What a set says it comes from when an older one holds again. */
export const restoredFrom = (version: number): string => `restored version ${version}`;

/** Where a set of thresholds comes from, in words. */
export function saySource({ version, source }: Pick<ThresholdSet, 'version' | 'source'>): Text {
  if (version === 1) return ofSoftware;
  const retuned = /^retuned from version (\d+) with (\d+) outcomes, factor (\S+)$/.exec(source);
  if (retuned) {
    const [, from, outcomes, factor] = retuned;
    return {
      zh: `按 ${outcomes} 条预警的核实结果由第 ${from} 版重调，各界的 p 乘以 ${factor}`,
      en: `Retuned from version ${from} by what came of ${outcomes} warnings: every p times ${factor}`,
    };
  }
  const restored = /^restored version (\d+)$/.exec(source);
  return restored ? { zh: `恢复第 ${restored[1]} 版`, en: `Version ${restored[1]} again` } : { zh: source, en: source };
}
