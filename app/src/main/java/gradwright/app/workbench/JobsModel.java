package gradwright.app.workbench;

import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What goes on at the moment, for the status bar. Used on the window's thread.
public final class JobsModel {
  private final ObservableList<Job> jobs = FXCollections.observableArrayList();

  public ObservableList<Job> jobs() {
    return jobs;
  }

  /// Adds a job that can be cancelled.
  public Job begin(String title, Runnable cancel) {
    Job job = new Job(title, Optional.of(cancel));
    jobs.add(job);
    return job;
  }

  public Job begin(String title) {
    Job job = new Job(title, Optional.empty());
    jobs.add(job);
    return job;
  }

  /// Something that takes a while.
  public final class Job {
    private final StringProperty title = new SimpleStringProperty();
    private final DoubleProperty progress = new SimpleDoubleProperty(-1);
    private final Optional<Runnable> cancel;

    private Job(String title, Optional<Runnable> cancel) {
      this.title.set(title);
      this.cancel = cancel;
    }

    public StringProperty titleProperty() {
      return title;
    }

    /// From 0 to 1, below 0 where it is unknown.
    public ReadOnlyDoubleProperty progressProperty() {
      return progress;
    }

    public void progress(double part) {
      progress.set(part);
    }

    public boolean canCancel() {
      return cancel.isPresent();
    }

    public void cancel() {
      cancel.ifPresent(Runnable::run);
    }

    public void end() {
      jobs.remove(this);
    }
  }
}
