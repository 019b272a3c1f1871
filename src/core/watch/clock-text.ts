/** `0:42`, `12:05`, `1:02:03`: a length of time that counts up or down before somebody's eyes. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const pair = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const tail = `${pair(whole % 60)}`;
  return hours === 0 ? `${minutes}:${tail}` : `${hours}:${pair(minutes)}:${tail}`;
}
