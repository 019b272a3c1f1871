export const definitionTexts = {};
