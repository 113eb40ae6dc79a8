package city.datastore.platform.datasets;

import city.datastore.access.gate.ClocksDisagreeException;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.Pass;
import city.datastore.audit.event.Doubt;
import city.datastore.platform.tabular.FirstRows;
import city.datastore.platform.tabular.Release;
import city.datastore.platform.tabular.TabularException;
import city.datastore.platform.vault.VaultException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A version on its way out: watched while it flows, and on the record when it ends. */
final class OpenedVersion implements Opened {
    private static final Logger LOG = LoggerFactory.getLogger(OpenedVersion.class);

    private final Pass pass;
    private final Version version;
    private final @Nullable Release cut;
    private final city.datastore.platform.vault.Opened file;
    private final Gatekeeper gate;
    private final ReleaseRecord record;
    private final ReleasesUnderWay underWay;
    private Runnable cutting = () -> {};

    /**
     * @param cut what is left of the file; null leaves it whole
     */
    OpenedVersion(
            Pass pass,
            Version version,
            @Nullable Release cut,
            city.datastore.platform.vault.Opened file,
            Gatekeeper gate,
            ReleaseRecord record,
            ReleasesUnderWay underWay) {
        this.pass = pass;
        this.version = version;
        this.cut = cut;
        this.file = file;
        this.gate = gate;
        this.record = record;
        this.underWay = underWay;
    }

    @Override
    public Pass pass() {
        return pass;
    }

    @Override
    public Version version() {
        return version;
    }

    @Override
    public boolean wholeFile() {
        return cut == null;
    }

    @Override
    public void cutBy(Runnable cut) {
        this.cutting = cut;
    }

    @Override
    public long transferTo(OutputStream sink) throws IOException {
        var release = cut;
        return release(
                sink,
                watched -> {
                    if (release == null) {
                        file.transferTo(watched);
                    } else {
                        release.writeTo(watched);
                    }
                });
    }

    @Override
    public long transferTo(OutputStream sink, long from, long until) throws IOException {
        if (!wholeFile()) {
            throw new IllegalStateException("only a whole file has ranges");
        }
        return release(sink, watched -> file.range(from, until).transferTo(watched));
    }

    @Override
    public FirstRows show() throws IOException {
        var release = cut;
        if (release == null) {
            throw new IllegalStateException("only what is cut to columns or rows is shown");
        }
        var rows = release.firstRows();
        long _ = transferTo(rows);
        return rows;
    }

    @Override
    public void close() {
        file.close();
    }

    private interface Transfer {
        void to(OutputStream sink) throws IOException;
    }

    private long release(OutputStream sink, Transfer transfer) throws IOException {
        var watched = new WatchedStream(sink, this::stillAllowed);
        var stall = new StallWatch(watched, this::stillAllowed, cutting);
        try (stall;
                var _ = underWay.telling(pass)) {
            transfer.to(watched);
            watched.flush();
        } catch (CutOffException e) {
            throw cutOff(doubt(e, stall), watched);
        } catch (IOException | RuntimeException e) {
            throwIfCut(stall, watched);
            tell(e, watched.passed());
            throw e;
        }
        // where it has, the last bytes were taken at that moment, and dropped with the connection
        throwIfCut(stall, watched);
        record.done(pass, watched.passed());
        return watched.passed();
    }

    private void throwIfCut(StallWatch stall, WatchedStream watched) throws CutOffException {
        var answer = stall.cutAfter();
        if (answer.isPresent()) {
            throw cutOff(answer.get().doubt(), watched);
        }
    }

    /** Who asked by itself meanwhile may know better: a stop, or which doubt it was. */
    private static Optional<Doubt> doubt(CutOffException ended, StallWatch stall) {
        return stall.stopped()
                ? Optional.empty()
                : ended.doubt()
                        .map(own -> stall.cutAfter().flatMap(StillAllowed::doubt).orElse(own));
    }

    private CutOffException cutOff(Optional<Doubt> doubt, WatchedStream watched) {
        record.cutOff(pass, watched.passed(), doubt);
        return doubt.map(CutOffException::new).orElseGet(CutOffException::new);
    }

    /** Puts on the record what kept it from its end, and says it in words where it can be said. */
    private void tell(Exception why, long bytes) {
        switch (why) {
            case VaultException damaged -> {
                LOG.error("the stored file of {} is damaged", version.id(), damaged.getCause());
                record.damaged(pass, bytes);
                throw Readings.damaged(damaged);
            }
            case TabularException uncut -> {
                record.notProjectable(pass, bytes);
                throw Readings.notProjectable(
                        uncut,
                        "; ask the owner of "
                                + version.id().dataset()
                                + " to mend the file and upload it again");
            }
            default -> record.brokenOff(pass, bytes);
        }
    }

    private StillAllowed stillAllowed() {
        try {
            return gate.stillAllows(pass) ? StillAllowed.YES : StillAllowed.NO;
        } catch (ClocksDisagreeException e) {
            LOG.warn("whether {} is still allowed depends on the time", pass.event(), e);
            return StillAllowed.TIME_IN_DOUBT;
        } catch (RuntimeException e) {
            LOG.warn("whether {} is still allowed cannot be looked up", pass.event(), e);
            return StillAllowed.IN_DOUBT;
        }
    }
}
