package systems.tasker.store;

class InMemoryTaskStoreTest extends TaskStoreContract {
    private final TaskStore store = new InMemoryTaskStore();

    @Override
    protected TaskStore store() {
        return store;
    }

    @Override
    protected TaskStore reopened() {
        return store;
    }
}
