import type { ProblemTable } from '@songhua/kernel';
import { detectionProblems } from './detect/announce.ts';

export const problems = {
  'surveillance.unknown-area': { status: 404, zh: '没有代码为 {area} 的地区。', en: 'There is no area with the code {area}.' },
  'surveillance.window-reversed': {
    status: 422,
    zh: '时段从 {from} 到 {to}：开始晚于结束，或超过 {most} 天。',
    en: 'The window from {from} to {to} ends before it begins or is longer than {most} days.',
  },
  'surveillance.window-ahead': {
    status: 422,
    zh: '时段的末日 {to} 晚于今天（{today}）。',
    en: 'The window ends on {to}, after today ({today}).',
  },
  ...detectionProblems,
} as const satisfies ProblemTable;
