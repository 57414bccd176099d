/** The stub that comes with sfdx-lwc-jest does not say where a component went; this one does. */
let visited = [];

const Navigate = Symbol('Navigate');

export function NavigationMixin(Base) {
  return class extends Base {
    [Navigate](pageReference) {
      visited.push(pageReference);
    }
  };
}
NavigationMixin.Navigate = Navigate;

/** Page references in the order they were opened, since the last time this was asked. */
export function takeVisited() {
  const taken = visited;
  visited = [];
  return taken;
}
