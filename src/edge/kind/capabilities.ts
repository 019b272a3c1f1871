/** Linux capabilities by number, as include/uapi/linux/capability.h counts them. */
const names = [
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'LINUX_IMMUTABLE',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_ADMIN',
  'NET_RAW',
  'IPC_LOCK',
  'IPC_OWNER',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_CHROOT',
  'SYS_PTRACE',
  'SYS_PACCT',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_NICE',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'MKNOD',
  'LEASE',
  'AUDIT_WRITE',
  'AUDIT_CONTROL',
  'SETFCAP',
  'MAC_OVERRIDE',
  'MAC_ADMIN',
  'SYSLOG',
  'WAKE_ALARM',
  'BLOCK_SUSPEND',
  'AUDIT_READ',
  'PERFMON',
  'BPF',
  'CHECKPOINT_RESTORE',
];

/**
 * Capabilities that no process of this machine can have, as `CAP_SYS_RESOURCE`: a container that asks for them, as
 * every privileged one does, cannot start.
 * @param status text of /proc/self/status
 * @param lastCapability the highest number the kernel knows: /proc/sys/kernel/cap_last_cap
 */
export function missingCapabilities(status: string, lastCapability = names.length - 1): string[] {
  const bounding = /^CapBnd:\s*([0-9a-f]+)/m.exec(status)?.[1];
  if (bounding === undefined) return [];
  const mask = BigInt(`0x${bounding}`);
  return names
    .slice(0, lastCapability + 1)
    .filter((_, number) => ((mask >> BigInt(number)) & 1n) === 0n)
    .map((name) => `CAP_${name}`);
}
