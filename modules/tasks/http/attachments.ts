import { createHash } from 'node:crypto';
import { fileReply, ok, refuse, route } from '@songhua/kernel';
import { attachmentDraft, limits, taskDetail, taskParams, uuidParams } from '../contract.ts';
import { checkAttachment } from '../domain/check-attachment.ts';
import { countAttachments, deleteAttachment, insertAttachment, readAttachment } from '../store/parts.ts';
import { changePart } from './change-parts.ts';

export const addAttachment = route({
  method: 'POST',
  path: '/api/tasks/tasks/:id/attachments',
  summary: { zh: '上传附件（Base64，10 MiB 以内）', en: 'Add a file (base64, up to 10 MiB)' },
  permission: 'tasks.edit',
  people: 'none',
  params: taskParams,
  body: attachmentDraft,
  bodyLimit: 15 * 1024 * 1024,
  response: taskDetail,
  handle: (call) =>
    changePart(call, async () => {
      const content = Buffer.from(call.body.content, 'base64');
      const checked = checkAttachment(call.body.name, content, limits, await countAttachments(call.tx, call.params.id));
      if (!checked.ok) return checked;
      const sha256 = createHash('sha256').update(content).digest('hex');
      await insertAttachment(
        call.tx,
        call.params.id,
        { id: call.newId(), ...checked.value, sha256, content },
        call.actor,
        call.now,
      );
      const { name, size } = checked.value;
      return { ok: true, value: { field: 'attachment', before: null, after: { name, size, sha256 } } };
    }),
});

export const downloadAttachment = route({
  method: 'GET',
  path: '/api/tasks/tasks/:id/attachments/:part',
  summary: { zh: '下载附件', en: 'Download a file' },
  permission: 'tasks.read',
  people: 'none',
  params: uuidParams,
  response: { file: ['application/octet-stream'] },
  handle: async ({ tx, params: { id, part } }) => {
    const file = await readAttachment(tx, id, part);
    if (!file) return refuse('tasks.unknown-part', { part });
    return ok(fileReply(file.name, file.type, file.content));
  },
});

export const removeAttachment = route({
  method: 'DELETE',
  path: '/api/tasks/tasks/:id/attachments/:part',
  summary: { zh: '移除附件（名称与摘要值留在变更记录中）', en: 'Remove a file; its name and digest stay in the history' },
  permission: 'tasks.edit',
  people: 'none',
  params: uuidParams,
  response: taskDetail,
  handle: (call) =>
    changePart(call, async () => {
      const gone = await deleteAttachment(call.tx, call.params.id, call.params.part);
      if (!gone) return refuse('tasks.unknown-part', { part: call.params.part });
      return { ok: true, value: { field: 'attachment', before: gone, after: null } };
    }),
});
