export const methodTexts = {};
