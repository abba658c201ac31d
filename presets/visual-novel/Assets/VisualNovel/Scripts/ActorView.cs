using UnityEngine;

namespace VisualNovel
{
    /// <summary>One character on the stage: comes and goes softly, and is darker while another speaks.</summary>
    public sealed class ActorView : MonoBehaviour
    {
        private static readonly Color Listening = new Color(0.68f, 0.7f, 0.8f, 1f);

        [SerializeField, Tooltip("As the story calls the character.")]
        private string character = "";

        [SerializeField] private SpriteRenderer bust;
        [SerializeField] private SpriteRenderer face;

        [SerializeField, Min(0.01f), Tooltip("Seconds to come, go, or turn darker.")]
        private float fadeTime = 0.25f;

        private Color wanted = new Color(1f, 1f, 1f, 0f);

        public string Character
        {
            get { return character; }
        }

        public void Show(Sprite newBust, Sprite newFace, bool isHeard)
        {
            bust.sprite = newBust;
            face.sprite = newFace;
            wanted = isHeard ? Color.white : Listening;
        }

        public void Hide()
        {
            wanted = new Color(1f, 1f, 1f, 0f);
        }

        /// <summary>Stands at once as it was last told.</summary>
        public void Settle()
        {
            Tint(wanted);
        }

        private void Update()
        {
            Tint(Color.Lerp(bust.color, wanted, Mathf.Clamp01(4f * Time.deltaTime / fadeTime)));
        }

        private void Tint(Color colour)
        {
            bust.color = colour;
            face.color = colour;
        }
    }
}
