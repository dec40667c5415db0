/** What a route answers when it hands out a file instead of JSON. */
export interface FileReply {
  readonly file: true;
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer | string;
}

export const fileReply = (name: string, contentType: string, content: Buffer | string): FileReply => ({
  file: true,
  name,
  contentType,
  content,
});

export const isFileReply = (value: unknown): value is FileReply =>
  typeof value === 'object' && value !== null && (value as { file?: unknown }).file === true;
