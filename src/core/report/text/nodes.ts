/** The chart and the table of what the nodes used. */
export const nodeTexts = {
  'section.nodes': { en: 'Nodes', ko: '노드' },
  'chart.nodes': { en: '{case}: CPU of the nodes, cores', ko: '{case} 노드 CPU(코어)' },
  'line.usedCores': { en: 'used', ko: '사용' },
  'line.idleCores': { en: 'idle', ko: '유휴' },
  'line.nodeCores': { en: 'cores: {cores}', ko: '전체 {cores}코어' },
  'line.ownCores': { en: 'cores of the node', ko: '노드 전체 코어' },
  'alt.nodes': {
    en: 'Trial {trial}: cores used and idle on each node over time. {nodes}.',
    ko: '시험 {trial}: 노드별 사용·유휴 코어의 시간별 추이. {nodes}.',
  },
  'alt.nodes.node': {
    en: '{node} of {cores} cores: at most {most} used, at least {idle} idle',
    ko: '{node}({cores}코어): 최대 사용 {most}, 최소 유휴율 {idle}',
  },
  'note.nodes': {
    en: 'Used: by everything on the node. Idle: what was left of its CPUs.',
    ko: '사용: 노드의 모든 작업이 쓴 CPU. 유휴: 남은 CPU.',
  },
  'note.nodes.kind': {
    en: 'A kind node is a container. Used: by everything in it. Idle: of the whole host, which the load generator and other nodes use too, so the two need not add up to its cores.',
    ko: 'kind 노드는 컨테이너이다. 사용: 컨테이너 안의 모든 작업이 쓴 CPU. 유휴: 부하 발생기와 다른 노드도 함께 쓰는 호스트 전체의 값이므로 둘의 합이 전체 코어와 다를 수 있다.',
  },
  'note.nodesCut': {
    en: 'The first {shown} of {all} nodes are drawn.',
    ko: '노드 {all}개 중 처음 {shown}개만 표시.',
  },
  'caption.nodes': { en: 'What the nodes used while the load ran', ko: '부하 중 노드 사용량' },
  'column.node': { en: 'Node', ko: '노드' },
  'column.usedOf': { en: '{node}: used, cores', ko: '{node} 사용(코어)' },
  'column.idleOf': { en: '{node}: idle', ko: '{node} 유휴율' },
  'column.meanUsed': { en: 'CPU used, mean cores', ko: 'CPU 사용 평균(코어)' },
  'column.leastIdle': { en: 'Idle, least', ko: '최소 유휴율' },
  'column.mostMemory': { en: 'Memory, peak', ko: '메모리 최대' },
  'column.diskRead': { en: 'Disk read', ko: '디스크 읽기' },
  'column.diskWritten': { en: 'Disk written', ko: '디스크 쓰기' },
  'column.received': { en: 'Received', ko: '수신' },
  'column.sent': { en: 'Sent', ko: '송신' },
  'nodes.means': {
    en: 'Disk and network: sums over the seconds in which the node was seen.',
    ko: '디스크와 네트워크는 노드가 관측된 구간의 합계.',
  },
};
