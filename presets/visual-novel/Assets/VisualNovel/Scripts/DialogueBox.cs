using UnityEngine;
using UnityEngine.UI;

namespace VisualNovel
{
    /// <summary>The box with who speaks and what is said, letter by letter.</summary>
    public sealed class DialogueBox : MonoBehaviour
    {
        private const string Unseen = "<color=#00000000>";

        [SerializeField] private GameObject plate;
        [SerializeField] private Text speaker;
        [SerializeField] private Text words;
        [SerializeField] private GameObject arrow;

        private readonly Typewriter typewriter = new Typewriter();
        private int drawn = -1;

        public bool IsDone
        {
            get { return typewriter.IsDone; }
        }

        public void Say(string who, Color colour, string text)
        {
            plate.SetActive(who.Length > 0);
            speaker.text = who;
            speaker.color = colour;
            typewriter.Begin(text);
            drawn = -1;
            Draw();
        }

        public void Finish()
        {
            typewriter.Finish();
            Draw();
        }

        public void Tick(float seconds, float lettersPerSecond)
        {
            typewriter.Tick(seconds, lettersPerSecond);
            Draw();
        }

        private void Awake()
        {
            words.supportRichText = true;
        }

        /// <summary>What is still to come is there but clear, so that no word changes its row.</summary>
        private void Draw()
        {
            arrow.SetActive(typewriter.IsDone);
            if (drawn == typewriter.Shown)
            {
                return;
            }

            drawn = typewriter.Shown;
            string text = typewriter.Text;
            words.text = typewriter.IsDone ? text : text.Substring(0, drawn) + Unseen + text.Substring(drawn) + "</color>";
        }
    }
}
