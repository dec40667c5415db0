/** Detection, fusion and warnings (检测、融合、预警): what others may know of them. */
export {};
