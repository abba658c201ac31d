using System;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Spark.Tools
{
    /// <summary>One build job, as it lies on disk; the names of its facts are those of the answers.</summary>
    public sealed class BuildJob
    {
        private const int LogLines = 40;
        private readonly JObject facts;

        public BuildJob(string id, string target, JObject config, long number)
        {
            facts = new JObject
            {
                { "job_id", id }, { "status", "queued" }, { "stage", null }, { "progress", 0.0 },
                { "target", target }, { "artifact", null }, { "byte_length", null }, { "error_code", null },
                { "report", null }, { "log", new JArray() }, { "number", number }, { "config", config },
                { "owner", null },
            };
            Say($"queued for {target}");
        }

        private BuildJob(JObject facts)
        {
            this.facts = facts;
        }

        public string Id { get { return (string)facts["job_id"]; } }
        public string Status { get { return (string)facts["status"]; } }
        public string Target { get { return (string)facts["target"]; } }
        public long Number { get { return (long)facts["number"]; } }
        public JObject Config { get { return (JObject)facts["config"]; } }

        /// <summary>The editor that carries it out; null while it waits.</summary>
        public string Owner { get { return (string)facts["owner"]; } }

        public static BuildJob Parse(string text)
        {
            return new BuildJob(JObject.Parse(text));
        }

        public string ToText()
        {
            return facts.ToString();
        }

        public void Say(string line)
        {
            var lines = facts["log"].Concat(new JToken[] { line }).ToList();
            facts["log"] = new JArray(lines.Skip(lines.Count - LogLines));
        }

        public void Begin(string owner)
        {
            facts["status"] = "running";
            facts["owner"] = owner;
            Reach("preparing", 0.05);
            Say("started");
        }

        public void Reach(string stage, double progress)
        {
            facts["stage"] = stage;
            facts["progress"] = Math.Max(progress, (double)facts["progress"]);
        }

        public void Report(JObject report)
        {
            facts["report"] = report;
        }

        public void Succeed(string artifact, long byteLength)
        {
            facts["artifact"] = artifact;
            facts["byte_length"] = byteLength;
            facts["progress"] = 1.0;
            End("succeeded", null);
        }

        public void End(string status, string errorCode)
        {
            facts["stage"] = null;
            facts["error_code"] = errorCode;
            facts["status"] = status;
        }

        /// <summary>The answer: the job without what is for us alone.</summary>
        public JObject ToAnswer()
        {
            var own = new[] { "log", "number", "config", "owner" };
            var answer = new JObject(facts.Properties().Where(fact => !own.Contains(fact.Name)));
            answer["log_tail"] = string.Concat(facts["log"].Select(line => (string)line + "\n"));
            return answer;
        }
    }
}
