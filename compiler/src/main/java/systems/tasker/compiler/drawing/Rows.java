package systems.tasker.compiler.drawing;

/** Where the ranks of a machine are, vertically, and the channels below them. */
final class Rows {
    private final double[] tops;
    private final double[] heights;
    private final double[] channels;
    private final double[] rooms;

    /**
     * Rows.
     *
     * @param channels where the room below each rank begins in which waits may lead sideways
     * @param rooms how high that room is
     */
    Rows(double[] tops, double[] heights, double[] channels, double[] rooms) {
        this.tops = tops;
        this.heights = heights;
        this.channels = channels;
        this.rooms = rooms;
    }

    double top(int rank) {
        return tops[rank];
    }

    double middle(int rank) {
        return tops[rank] + heights[rank] / 2;
    }

    double bottom(int rank) {
        return tops[rank] + heights[rank];
    }

    /** Where a track below a rank is, of several. */
    double track(int rank, int track, int of) {
        return channels[rank] + rooms[rank] * (track + 1) / (of + 1);
    }
}
