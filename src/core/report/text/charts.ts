export const chartTexts = {};
