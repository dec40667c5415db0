import type { Text } from '@songhua/kernel';

/** As the failure of a night whose processes ended one after another. */
export const gone = 'gone';

/** Why a night failed, for whoever ordered it; what broke stays in the words of the database or the system. */
export const sayFailure = (failure: string): Text =>
  failure === gone
    ? {
        zh: '执行检测的进程几次中途退出（可能内存不足），已不再重试',
        en: 'The processes at it ended several times (out of memory, perhaps); it is not tried again',
      }
    : { zh: `出错：${failure}`, en: `Something broke: ${failure}` };
