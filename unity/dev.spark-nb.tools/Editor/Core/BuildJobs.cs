using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Spark.Tools
{
    /// <summary>
    /// The jobs, each in a file of its own: Unity forgets everything else when it loads scripts anew.
    /// The client names the jobs, so that asking twice builds once.
    /// </summary>
    public sealed class BuildJobs
    {
        private const int MostWaiting = 20;
        private const int MostEnded = 100;
        private static readonly string[] Targets =
        {
            "WebGL", "StandaloneWindows64", "StandaloneLinux64", "StandaloneOSX", "Android", "iOS",
        };

        private readonly string folder;
        private readonly string owner;
        private readonly Func<string, bool> isAlive;

        /// <param name="owner">This editor.</param>
        /// <param name="isAlive">Whether another one still runs.</param>
        public BuildJobs(string folder, string owner, Func<string, bool> isAlive)
        {
            this.folder = folder;
            this.owner = owner;
            this.isAlive = isAlive;
        }

        /// <summary>Accepts a job, or looks at the one there is by this id, or cancels it.</summary>
        public BuildJob Run(JObject given, Func<string, bool> isInstalled)
        {
            var arguments = new Arguments(given, "job_id", "target", "config");
            var id = CheckId(arguments.Text("job_id"));
            var target = CheckTarget(arguments.Text("target"));
            var config = new BuildConfig(arguments.Mapping("config"));
            if (config.Cancel)
            {
                return Cancel(id);
            }
            return File.Exists(FileOf(id)) ? Known(id) : Accept(id, target, config, isInstalled);
        }

        public BuildJob Status(JObject given)
        {
            return Known(CheckId(new Arguments(given, "job_id").Text("job_id")));
        }

        /// <summary>The job to carry out next; null when there is none.</summary>
        public BuildJob Next()
        {
            return All().Where(job => job.Status == "queued").OrderBy(job => job.Number).FirstOrDefault();
        }

        public void Begin(BuildJob job)
        {
            job.Begin(owner);
            Save(job);
        }

        public void Save(BuildJob job)
        {
            Directory.CreateDirectory(folder);
            AtomicFile.Write(FileOf(job.Id), Encoding.UTF8.GetBytes(job.ToText()));
        }

        /// <summary>
        /// Ends the jobs that were cut off: when scripts have just been loaded, none of this editor can
        /// be under way, nor one of an editor that is gone.
        /// </summary>
        public void EndLost()
        {
            foreach (var job in All().Where(job => job.Status == "running" && IsLost(job)))
            {
                job.Say("cut off: Unity loaded its scripts anew, or was closed, before the build had ended");
                job.End("failed", "lost");
                Save(job);
            }
        }

        private bool IsLost(BuildJob job)
        {
            return job.Owner == owner || !isAlive(job.Owner);
        }

        private BuildJob Accept(string id, string target, BuildConfig config, Func<string, bool> isInstalled)
        {
            if (!isInstalled(target))
            {
                throw new Refusal(
                    "unsupported", $"This Unity cannot build for {target}.", "Add the module in the Unity Hub.");
            }
            var jobs = All();
            if (jobs.Count(job => job.Status == "queued") >= MostWaiting)
            {
                throw Refusal.Busy($"{MostWaiting} builds are waiting already.", 5, "Wait, or cancel some.");
            }
            var number = jobs.Select(job => job.Number).DefaultIfEmpty(0).Max() + 1;
            var accepted = new BuildJob(id, target, config.ToJson(), number);
            Save(accepted);
            Forget(jobs);
            return accepted;
        }

        private void Forget(List<BuildJob> jobs)
        {
            var ended = jobs.Where(job => job.Status != "queued" && job.Status != "running");
            foreach (var job in ended.OrderByDescending(job => job.Number).Skip(MostEnded))
            {
                File.Delete(FileOf(job.Id));
            }
        }

        private BuildJob Cancel(string id)
        {
            var job = Known(id);
            if (job.Status == "queued")
            {
                job.Say("cancelled before it began");
                job.End("cancelled", "cancelled");
                Save(job);
            }
            return job;
        }

        private BuildJob Known(string id)
        {
            if (!File.Exists(FileOf(id)))
            {
                throw new Refusal("not_found", $"There is no build {id}.", "Start it with run_build.");
            }
            return BuildJob.Parse(File.ReadAllText(FileOf(id)));
        }

        private List<BuildJob> All()
        {
            return Directory.Exists(folder)
                ? Directory.GetFiles(folder, "*.json").Select(file => BuildJob.Parse(File.ReadAllText(file))).ToList()
                : new List<BuildJob>();
        }

        private string FileOf(string id)
        {
            return Path.Combine(folder, id + ".json");
        }

        private static string CheckId(string text)
        {
            return Guid.TryParse(text, out var id)
                ? id.ToString("D")
                : throw Refusal.Rejected("job_id", "job_id must be a UUID.", "a UUID", text, "Make one for each build.");
        }

        private static string CheckTarget(string target)
        {
            var known = string.Join(", ", Targets);
            return Targets.Contains(target)
                ? target
                : throw Refusal.Rejected("target", $"target must be one of {known}.", known, target, "Use one.");
        }
    }
}
